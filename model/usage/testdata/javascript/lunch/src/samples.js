// This file is handed the client by a listener, and never says whose it is.
export const METHOD = process.env.MENU_METHOD;

export const fetchMenu = async ({ client, store }, wanted) => {
  await store.apiCall(METHOD, {});
  return client.apiCall(METHOD, { wanted }); // want: untraced
};
