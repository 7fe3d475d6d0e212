// Loaded before a program: ends it at the first server, of threads too, that would listen on a network or a socket.
import net from 'node:net';

net.Server.prototype.listen = () => {
  throw new Error('this process listens on a network');
};
