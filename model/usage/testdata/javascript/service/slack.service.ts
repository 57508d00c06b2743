import { Injectable } from '@nestjs/common';
import { WebClient, ChatPostMessageArguments } from '@slack/web-api';
@Injectable()
export class SlackService {
  private readonly slackClient: WebClient;
  private api = new WebClient(process.env.T);
  async send(args: ChatPostMessageArguments) {
    const res = await this.slackClient.chat.postMessage(args); // want: chat.postMessage
    const u = await this.api.users.list(); // want: users.list
    await this.getClient(team).then((c) => c.views.publish({ user_id })); // want: views.publish
    const client = await this.getClient(team);
    await client.conversations.open({ users }); // want: conversations.open
    await (await this.getClient(team)).users.info({ user }); // want: users.info
  }
}
