await 0; console.log(__dirname);
