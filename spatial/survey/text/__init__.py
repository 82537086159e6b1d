"""The boundary-point text of land surveys (界址点坐标): its lines, its header, its points, and a writer."""
