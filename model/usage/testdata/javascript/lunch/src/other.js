const client = require('./discord');

client.users.list();
client.chat.completions.create({});
client.files.list();
client.reactions.add('hungry', 7);
nock('https://slack.example').post('/api/chat.postMessage').reply(200);
