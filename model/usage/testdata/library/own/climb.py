from slack_ladder import rungs
from slack_markdown_tools import plain
import slack_winch  # want: untraced
