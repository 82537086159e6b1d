"""Where a model stands on earth: what its file says, what a person decides, the matrix the map draws by."""
