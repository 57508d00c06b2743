import slackmagic  # want: untraced
from slack_parts import blocks
from .slack_more import more

slackmagic.cast("a spell")
