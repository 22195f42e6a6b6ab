"""A formally-checked numerical reference for straight-through estimators."""
