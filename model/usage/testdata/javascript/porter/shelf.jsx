import { useState } from 'react';

export function Shelf({ complete }) {
  const [status, setStatus] = useState('slack');
  setStatus('on');
  complete();
  return status;
}
