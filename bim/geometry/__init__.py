"""From a file's bodies to checked triangles: shapes meshed once, placed many times, each with its warrant."""
