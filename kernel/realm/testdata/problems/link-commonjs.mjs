import { zz } from './lib/common.cjs';
