"""What is to be expected: early warning of material conflict, and contact and calm."""
