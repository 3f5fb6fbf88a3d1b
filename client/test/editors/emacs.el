;;; emacs --batch -l CONFIG -l emacs.el  -*- lexical-binding: t -*-
;; Opens KUBE_HARDEN_FILE, makes the first fix of every finding, saves, and writes what it saw to KUBE_HARDEN_RESULT.

(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'json)

(defun finish (result)
  (with-temp-file (getenv "KUBE_HARDEN_RESULT") (insert (json-encode result)))
  (kill-emacs 0))

(defun wait-for (what condition)
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))))

;; The message starts with the rule, as in "kube-harden [host-network]: Pod ...".
(defun shown (diagnostic)
  (let ((start (flymake-diagnostic-beg diagnostic))
        (end (flymake-diagnostic-end diagnostic))
        (message (flymake-diagnostic-text diagnostic)))
    `((rule . ,(and (string-match "\\[\\([^]]+\\)\\]" message) (match-string 1 message)))
      (line . ,(line-number-at-pos start))
      (column . ,(save-excursion (goto-char start) (1+ (- start (line-beginning-position)))))
      (text . ,(buffer-substring-no-properties start end)))))

(defun diagnostics ()
  (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))

(defun fix (diagnostic)
  (goto-char (flymake-diagnostic-beg diagnostic))
  ;; Asked by a key, not by the mouse.
  (cl-letf ((last-nonmenu-event ?\r)
            ((symbol-function 'completing-read) (lambda (_prompt actions &rest _) (caar actions))))
    (eglot-code-actions (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic) nil t)))

;; The answer may be about the text before the last change: whoever asks again gets the one about this.
(defun fix-first ()
  (let ((end (+ (float-time) 20)) fixed)
    (while (not fixed)
      (condition-case problem
          (progn (fix (car (diagnostics))) (setq fixed t))
        (error (when (> (float-time) end) (signal (car problem) (cdr problem)))
               (accept-process-output nil 0.05))))))

(defun main ()
  ;; Emacs 28 has no mode of its own for YAML.
  (unless (fboundp 'yaml-mode)
    (define-derived-mode yaml-mode text-mode "YAML"))
  (add-to-list 'auto-mode-alist '("\\.yaml\\'" . yaml-mode))
  (setq make-backup-files nil eglot-sync-connect 20)
  (find-file (getenv "KUBE_HARDEN_FILE"))
  ;; Without a keyboard nothing runs `post-command-hook', by which `eglot-ensure' connects.
  (call-interactively #'eglot)
  (wait-for "diagnostics" #'flymake-diagnostics)
  (let ((found (mapcar #'shown (diagnostics))))
    (dotimes (index (length found))
      (let ((old (diagnostics))
            (left (- (length found) index 1)))
        (fix-first)
        ;; Tells the server what has changed, which without a keyboard no idle timer does.
        (save-buffer)
        (wait-for (format "%d diagnostics" left)
                  (lambda () (let ((new (diagnostics)))
                               (and (= (length new) left) (null (cl-intersection new old))))))))
    (finish `((editor . ,(emacs-version)) (found . ,(vconcat found))))))

(condition-case problem
    (main)
  (error (finish `((error . ,(error-message-string problem))))))
