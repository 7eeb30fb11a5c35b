"""The pages: Streamlit scripts, their frame, and the server that lets only this machine's own browser in."""
