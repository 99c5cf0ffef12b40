"""Names that try to be something else than a name."""

HOSTILE = [
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "<script>window.ran=1</script>",
    "<svg/onload=window.ran=1>",
    "href=javascript:window.ran=1",
    '"><a href="javascript:window.ran=1">x</a>',
    "' onmouseover='window.ran=1",
    "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "<style>*{display:none}</style>",
    "<!-- <script>",
    "{{7*7}}",
    "${window.ran=1}",
    "$x$",
    "%s%n%(name)s",
    "\\u003cimg src=x onerror=window.ran=1\\u003e",
    "&lt;b&gt; &amp; &#39;",
    "\u202eتجربة right to left\u202c",
    "zero\u200bwidth\u2028line\u2029end",
    "naam " * 40 + "einde",
    "https://example.org/?q=<b>",
]
