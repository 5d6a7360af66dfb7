"""The seven conditions of tax relief, one a file."""
