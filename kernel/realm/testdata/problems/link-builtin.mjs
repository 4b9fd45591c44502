import path, { join as j, nope as n } from 'path';
