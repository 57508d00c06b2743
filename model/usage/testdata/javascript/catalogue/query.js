// slack
export function ask(method, query) {
  const url = 'https://slack.com/api/' + method;
  return fetch(url + encodeQuery(query));
}

export const rooms = (query) => ask('conversations.list', query); // want: conversations.list
