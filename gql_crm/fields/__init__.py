"""What a value is: kinds, fields, their definitions, filters and scalars."""
