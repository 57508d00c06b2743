import { SlackMethod, ENDPOINTS } from './methods';
const baseUrl = 'https://slack.com/api/';
export const call = async (method: SlackMethod | string, body: unknown) => {
  const response = await fetch(`${baseUrl}${method}`, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
};
export const a = () => call(SlackMethod.PostMessage, {}); // want: chat.postMessage
export const b = () => call(ENDPOINTS.listUsers, {}); // want: users.list
export const c = () => axios.get(baseUrl + ENDPOINTS.history); // want: conversations.history
