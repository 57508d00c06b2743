const axios = require('axios');
const qs = require('querystring');

const api = axios.create({ baseURL: 'https://slack.com/api', headers: { Authorization: `Bearer ${process.env.SLACK_TOKEN}` } });

exports.tell = (channel, text) => api.post('/chat.postMessage', { channel, text }); // want: chat.postMessage
exports.who = async (user) => (await api.get('users.info', { params: { user } })).data; // want: users.info
exports.lists = () => api({ method: 'get', url: '/users.list' }); // want: users.list
exports.upload = async (form) => {
  const { data } = await axios({ method: 'POST', baseURL: 'https://slack.com/api/', url: 'files.upload', data: form }); // want: files.upload
  return data;
};
exports.open = (trigger) => axios.post('https://slack.com/api/dialog.open', qs.stringify({ trigger })); // want: dialog.open
exports.login = (code) => axios.get('https://slack.com/api/oauth.access', { params: { code } }); // want: oauth.access
