const { IncomingWebhook, WebClient, RTMClient } = require('@slack/client');
const slack = require('slack');
const Slack = require('slack-node');
const token = process.env.TOKEN;
const web = new WebClient(token);
const rtm = new RTMClient(token); // want: rtm.connect

rtm.start();
rtm.sendMessage('hi', 'C1');
web.channels.list().then(console.log); // want: channels.list
web.im.open({ user: 'U1' }); // want: im.open
web.chat.postMessage('C1', 'hello', { as_user: true }, cb);
slack.chat.postMessage({ token, channel, text }); // want: chat.postMessage
slack.users.profile.get({ token }, cb); // want: users.profile.get
const node = new Slack(token);
node.api('groups.list', (err, res) => {}); // want: groups.list
node.api('chat.postMessage', { text: 'x' }, () => {}); // want: chat.postMessage
