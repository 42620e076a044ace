"""What a person touches.

- `cli`, `commands`: the command line
- `web`: pages and the API; `accounts`: who may do what
- `watch`: feeds followed, alerts; `assistants`: the record as tools of language models
- `board`, `charts`: two sides as a board and as pictures
- `telling`: what the record holds, in words; `formats`, `export`: written, for people and programs
- `templates`: of all pages
"""
