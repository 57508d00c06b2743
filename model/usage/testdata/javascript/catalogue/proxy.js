const { WebClient } = require('@slack/web-api');
const METHODS = {
  SEND: 'chat.postMessage',
  OPEN: 'conversations.open',
};
class Api {
  constructor(token) { this.web = new WebClient(token); }
  async post(args) { return this.web.apiCall(METHODS.SEND, args); } // want: chat.postMessage
  async open(args) { const m = METHODS['OPEN']; return this.web.apiCall(m, args); } // want: conversations.open
  run(name, args) { return this.web.apiCall(name, args); }
}
const api = new Api(process.env.T);
api.run('team.info', {}); // want: team.info
for (const m of ['users.list', 'conversations.list']) api.run(m); // want: users.list conversations.list
const family = 'reactions';
api.run(family + '.get'); // want: reactions.get
api.run(`${family}.list`); // want: reactions.list
const verb = 'remove';
api.run(`${family}.${verb}`); // want: reactions.remove
