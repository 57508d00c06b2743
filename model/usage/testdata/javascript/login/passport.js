const passport = require('passport');
const SlackStrategy = require('passport-slack').Strategy;
const OAuth2 = require('passport-oauth2');
const simple = require('simple-oauth2');

passport.use(new OAuth2({
  authorizationURL: 'https://slack.com/oauth/v2/authorize',
  tokenURL: 'https://slack.com/api/oauth.v2.access', // want: oauth.v2.access
}));
const credentials = {
  client: { id: process.env.SLACK_ID, secret: process.env.SLACK_SECRET },
  auth: { tokenHost: 'https://slack.com', tokenPath: '/api/oauth.access', authorizePath: '/oauth/authorize' }, // want: oauth.access
};
