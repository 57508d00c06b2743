function remind() {
  var options = { method: 'post', headers: { Authorization: 'Bearer ' + token } };
  UrlFetchApp.fetch('https://slack.com/api/reminders.list', options); // want: reminders.list
  // UrlFetchApp.fetch('https://slack.com/api/auth.test');
  SpreadsheetApp.getActive().getRange('users.list');
}
