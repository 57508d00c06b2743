import type { WebClient } from '@slack/web-api';
import { Octokit } from '@octokit/rest';

export class Poll {
  private readonly github = new Octokit();

  constructor(private readonly conn: WebClient) {}

  async close(channel: string, ts: string): Promise<void> {
    await this.conn.pins.remove({ channel, timestamp: ts }); // want: pins.remove
    await this.conn!.chat.getPermalink({ channel, message_ts: ts }); // want: chat.getPermalink
    await (await this.connect()).conversations.setTopic({ channel, topic: '' }); // want: conversations.setTopic
    await this.conn.apiCall<Answer>('chat.meMessage', { channel }); // want: chat.meMessage
    await this.github.users.list();
    await this.github.apps.uninstall();
    this.users.list();
  }

  // The poll has users of its own.
  private readonly users = { list: () => ['ada'], info: () => 'ada' };

  private async connect(): Promise<WebClient> {
    return this.conn;
  }
}
