Promise.reject(new TypeError('nobody'));
