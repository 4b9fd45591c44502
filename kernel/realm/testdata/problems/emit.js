new (require('events'))().emit('error', new Error('unheard'));
