"""What a structure covers: named outlines and heights, because which one the law counts decides."""
