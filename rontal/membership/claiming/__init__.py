"""How members who came by an import bring their membership to life: invited, then claimed."""
