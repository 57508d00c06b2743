import * as down from "Slackdown";
import { paint } from "slack-mrkdwn-paint";
import { haul } from "slack-hauler"; // want: untraced
