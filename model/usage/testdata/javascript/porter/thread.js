/**
 * @param {import('@slack/bolt').AssistantUserMessageMiddlewareArgs} args
 */
export const answer = async ({ say, setStatus, setTitle, sayStream }) => {
  await setTitle('Doors'); // want: assistant.threads.setTitle
  await setStatus('is looking'); // want: assistant.threads.setStatus
  const stream = sayStream({}); // want: chat.startStream chat.appendStream chat.stopStream
  await stream.stop();
  await say('Found'); // want: chat.postMessage
};
