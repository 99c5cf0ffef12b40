"""What the project leans on: the lock, its licences, its lowest versions, its parts, its audit."""
