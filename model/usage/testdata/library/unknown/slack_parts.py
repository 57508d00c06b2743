# Slack's blocks, as this project has them.
blocks = []
