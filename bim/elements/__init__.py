"""What every element is: its names, place, properties, quantities, materials, classification."""
