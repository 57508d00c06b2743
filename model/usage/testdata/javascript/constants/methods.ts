export enum SlackMethod {
  PostMessage = 'chat.postMessage',
  OpenView = 'views.open',
}
export const ENDPOINTS = {
  listUsers: 'users.list',
  history: '/conversations.history',
} as const;
