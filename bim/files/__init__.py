"""The strangers' files: opened, numbered, looked into. Nothing here meshes."""
