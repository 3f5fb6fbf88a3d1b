// The build for browsers, which is a script: it leaves what it gives in the global scope.
import 'mocha/mocha.js';

mocha.setup({ ui: 'bdd' });

const { after, afterEach, before, beforeEach, describe, it } = globalThis;

export { after, afterEach, before, beforeEach, describe, it };
export default Mocha;
