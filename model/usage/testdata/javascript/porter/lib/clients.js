import { WebClient } from '@slack/web-api';

export const bot = new WebClient(process.env.SLACK_BOT_TOKEN);
