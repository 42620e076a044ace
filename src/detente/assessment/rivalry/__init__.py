"""How two sides act toward each other: tension, change points, tit for tat, influence."""
