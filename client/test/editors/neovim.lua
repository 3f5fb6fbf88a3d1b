-- nvim --headless -u CONFIG -i NONE -n -c 'luafile neovim.lua'
-- Opens KUBE_HARDEN_FILE, makes the first fix of every finding, saves, and writes what it saw to KUBE_HARDEN_RESULT.

local function finish(result)
  vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.KUBE_HARDEN_RESULT)
  vim.cmd('qall!')
end

local function wait_for(what, condition)
  if not vim.wait(20000, condition, 20) then error('waited in vain for ' .. what) end
end

-- Neovim counts columns in bytes.
local function shown(diagnostic)
  local line = vim.api.nvim_buf_get_lines(0, diagnostic.lnum, diagnostic.lnum + 1, true)[1]
  local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
  return {
    rule = diagnostic.code or lsp.code,
    line = diagnostic.lnum + 1,
    column = vim.fn.strchars(line:sub(1, diagnostic.col)) + 1,
    text = line:sub(diagnostic.col + 1, diagnostic.end_col),
  }
end

local function diagnostics()
  return vim.diagnostic.get(0)
end

-- What stands above the workload is right, and a click on it does as it says. Leaves the text as it was.
local function harden(count)
  wait_for('a code lens', function() return #vim.lsp.codelens.get(0) > 0 end)
  local lens = vim.lsp.codelens.get(0)[1]
  vim.api.nvim_win_set_cursor(0, { lens.range.start.line + 1, 0 })
  vim.lsp.codelens.run()
  wait_for('no diagnostics', function() return #diagnostics() == 0 end)
  vim.cmd('undo')
  wait_for('the diagnostics again', function() return #diagnostics() == count end)
  return lens.command.title
end

local function main()
  vim.ui.select = function(items, _, choose) choose(items[1], 1) end
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.KUBE_HARDEN_FILE))
  wait_for('diagnostics', function() return #diagnostics() > 0 end)
  local found = vim.tbl_map(shown, diagnostics())
  local lens = harden(#found)
  for left = #found - 1, 0, -1 do
    local first = diagnostics()[1]
    vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
    vim.lsp.buf.code_action()
    wait_for(left .. ' diagnostics', function() return #diagnostics() == left end)
  end
  vim.cmd('write')
  finish({ editor = vim.fn.execute('version'):match('NVIM v[%d.]+'), found = found, lens = lens })
end

local ok, message = xpcall(main, debug.traceback)
if not ok then finish({ error = message }) end
