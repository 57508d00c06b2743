const client = require('./discord');

client.users.list();
client.chat.completions.create({});
client.files.list();
nock('https://slack.example').post('/api/chat.postMessage').reply(200);
