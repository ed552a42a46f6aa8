"""What a read costs: six queries over a CRM of real size, answered by us and by others, side by side."""
