import got from 'got';
import ky from 'ky';
import superagent from 'superagent';
import request from 'request';
import rp from 'request-promise';
import fetch from 'node-fetch';

const SLACK_API_URL = 'https://slack.com/api';
const client = got.extend({ prefixUrl: 'https://slack.com/api', responseType: 'json' });
const kyClient = ky.create({ prefixUrl: SLACK_API_URL });

export class Http {
  private base = 'https://slack.com/api/';
  async a() { return client.post('chat.update', { json: {} }); } // want: chat.update
  async b() { return kyClient.get('team.info').json(); } // want: team.info
  async c() { return superagent.post(`${this.base}reactions.add`).send({}); } // want: reactions.add
  async d() { return request.post({ url: SLACK_API_URL + '/pins.add', form: {} }, () => {}); } // want: pins.add
  async e() { return rp({ uri: `${SLACK_API_URL}/usergroups.list`, qs: {} }); } // want: usergroups.list
  async f() { return this.call('users.lookupByEmail', { email: 'a' }); } // want: users.lookupByEmail
  async g() { return this.get<{ ok: boolean }>('conversations.history', { channel: 'C1' }); } // want: conversations.history
  async h() { return callSlack('views.open', {}); } // want: views.open
  async i() { const endpoint = 'views.publish'; return fetch(`https://slack.com/api/${endpoint}`); } // want: views.publish
  async j() { const u = new URL('https://slack.com/api/emoji.list'); return fetch(u); } // want: emoji.list
  async k() { const u = new URL('/api/dnd.info', 'https://slack.com'); return fetch(u); } // want: dnd.info
  private async call(method: string, args: object) { return fetch(`${this.base}${method}`, { body: JSON.stringify(args) }); }
  private get<T>(path: string, q: object): Promise<T> { return fetch(this.base + path) as any; }
}

async function callSlack(method: string, body: any) {
  const res = await fetch([SLACK_API_URL, method].join('/'), { method: 'POST' });
  return res.json();
}
