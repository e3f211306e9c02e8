// Every name under localhost is this machine, as RFC 6761 says; not every system's resolver knows it.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(/\.localhost$/.test(name) ? '127.0.0.1' : name, ...rest);
