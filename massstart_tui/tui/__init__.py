"""The screens. The only folder that imports Textual."""
