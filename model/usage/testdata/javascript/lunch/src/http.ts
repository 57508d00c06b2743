import axios from 'axios';

const kitchen = axios.create({ baseURL: 'https://slack.com/api/' });

export async function cook(email: string) {
  await kitchen.get(`users.lookupByEmail?email=${email}`); // want: users.lookupByEmail
  await kitchen.post('/chat.meMessage', { email }); // want: chat.meMessage
  await axios({ baseURL: kitchen.base, url: 'chat.unfurl', method: 'post' }); // want: chat.unfurl
  await slack('reactions.list', { email }); // want: reactions.list
}

export function decoys(limits, app, nock) {
  limits.get('conversations.list');
  limits.set('/conversations.join', 3);
  app.post('/reactions.add', (req, res) => res.json({ ok: true }));
  nock('https://lunch.example').post('/pins.add').reply(200);
  expect(axios).toHaveBeenCalledWith({ url: 'pins.remove' });
  return { paths: ['/dnd.info', '/team.info'], health: { path: '/auth.test' } };
}
