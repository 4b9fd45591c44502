console.log(module.id);
