export const root = 'https://slack.com/api/';
export const METHODS = { pin: 'pins.add', unpin: 'pins.remove' };

export async function talkTo(method, body) {
  return fetch(`${root}${method}`, { method: 'POST', body });
}
