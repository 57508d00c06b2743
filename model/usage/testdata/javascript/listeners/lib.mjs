import bolt from '@slack/bolt';
const { App } = bolt;
export const slack = new App({ token });
