"""Pure rules of the app: what events reveal, texts of the notices."""
