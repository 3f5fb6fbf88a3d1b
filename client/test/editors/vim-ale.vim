" vim -N -u CONFIG -i NONE -S vim-ale.vim
" Opens KUBE_HARDEN_FILE, makes the first fix of every finding, saves, and writes what it saw to KUBE_HARDEN_RESULT.

function! Finish(result) abort
  call writefile([json_encode(a:result)], $KUBE_HARDEN_RESULT)
  qall!
endfunction

function! WaitFor(what, condition) abort
  let l:end = reltimefloat(reltime()) + 20
  while !a:condition()
    if reltimefloat(reltime()) > l:end | throw 'waited in vain for ' . a:what | endif
    sleep 20m
  endwhile
endfunction

function! Found() abort
  return ale#engine#GetLoclist(bufnr(''))
endfunction

" Vim counts columns in bytes.
function! Shown(item) abort
  let l:before = strpart(getline(a:item.lnum), 0, a:item.col - 1)
  let l:text = strpart(getline(a:item.lnum), a:item.col - 1, a:item.end_col - a:item.col + 1)
  return {'rule': a:item.code, 'line': a:item.lnum, 'column': strchars(l:before) + 1, 'text': l:text}
endfunction

function! Main(timer) abort
  try
    execute 'edit ' . fnameescape($KUBE_HARDEN_FILE)
    call WaitFor('diagnostics', {-> !empty(Found())})
    let l:found = map(copy(Found()), {_, item -> Shown(item)})
    for l:left in reverse(range(len(l:found)))
      let l:first = Found()[0]
      call cursor(l:first.lnum, l:first.col)
      let l:tick = b:changedtick
      " The answer to the list of actions.
      call feedkeys("1\<CR>", 't')
      ALECodeAction
      call WaitFor('an edit', {-> b:changedtick != l:tick})
      " While a script runs, nothing tells ALE that the text has changed.
      ALELint
      call WaitFor(l:left . ' diagnostics', {-> len(Found()) == l:left})
    endfor
    " A message that does not fit would wait for a key.
    silent write
    call Finish({'editor': 'Vim ' . v:version, 'found': l:found})
  catch
    call Finish({'error': v:exception . ' at ' . v:throwpoint})
  endtry
endfunction

autocmd VimEnter * call timer_start(0, function('Main'))
